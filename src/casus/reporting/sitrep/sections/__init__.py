"""The parts of a situation report, one module each: from the record to sections of the model."""
