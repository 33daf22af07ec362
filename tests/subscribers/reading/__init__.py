"""The public pages, as each kind of reader meets them."""
