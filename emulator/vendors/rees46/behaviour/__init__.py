"""REES46's rules, one module for each chapter of the document."""
