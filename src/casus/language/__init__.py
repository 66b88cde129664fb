"""The English pipeline: sentences, words, parse and names, from a spaCy model trained in-house and shipped in the package."""
