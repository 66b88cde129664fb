"""How coreference reads a document: what refers, to what it can refer, and what is most in view."""
