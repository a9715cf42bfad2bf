"""Facts for the large count: pseudonymous rows of the journal and of versions, as Parquet by year and area."""
