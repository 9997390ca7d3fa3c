"""The organiser's pages: `reports` to read, `marking` to mark what a person has to read, `corrections` of keys."""
