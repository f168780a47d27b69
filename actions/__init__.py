"""Custom actions, one capability a file. They decide; the words come from `nlu_data/`."""
