"""The trainee's pages: `study` to read and choose, `sitting` to answer, `result` to learn from it."""
