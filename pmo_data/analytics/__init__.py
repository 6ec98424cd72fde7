"""Pure algorithms: arrays and frames in, arrays and frames out; nothing here knows a store or a page."""
