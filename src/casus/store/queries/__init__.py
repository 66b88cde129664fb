"""Questions to a record: what is wanted as one value (:class:`~casus.store.queries.filters.Filter`), answered page by page."""
