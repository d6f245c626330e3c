"""The templates that are shipped, one a kind of slip; read by printers.template."""
