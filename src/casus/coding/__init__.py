"""From words to claims: triggers, roles, counts, attribution and status over the dependency parse."""
