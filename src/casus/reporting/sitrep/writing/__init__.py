"""Writers of the model: HTML, Markdown, PDF, Word. Each escapes whatever it is given, and adds no word of its own."""
