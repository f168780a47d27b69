"""The page a resident takes along: behind a signed link, to print from the browser or to keep as a PDF."""
