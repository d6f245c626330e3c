"""HTTP itself: problems, headers, language, versioned files, metrics."""
