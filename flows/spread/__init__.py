"""Reading on several machines: pieces of some hundred publications, read by workers of Dask and staged as Parquet."""
