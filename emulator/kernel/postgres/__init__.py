"""Worlds in PostgreSQL, for any number of processes: imported only where a database's URL is given."""
