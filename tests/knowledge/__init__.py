"""What people and papers say, heard by tests."""
