"""A second file of the adapter."""

CREATE = "CREATE TABLE IF NOT EXISTS {} (id TEXT PRIMARY KEY, created_at TEXT, subject TEXT, vcon TEXT)"
