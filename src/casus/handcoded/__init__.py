"""Events that people coded by hand, in the tables of ACLED and UCDP: read as documents with claims, and compared with a record's events."""
