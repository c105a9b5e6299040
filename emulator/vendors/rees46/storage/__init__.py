"""REES46's tables and queries, one module for each chapter of the document."""
