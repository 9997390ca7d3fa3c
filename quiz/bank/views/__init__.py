"""The administrator's pages: find a question, write it, see its history, publish and retire it."""
