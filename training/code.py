"""Everything that the training configurations name; pass it to `spacy train --code`."""

import training.augment
import training.start  # noqa: F401
from training.speed import use_numpy_products

use_numpy_products()
