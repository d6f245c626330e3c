"""Ways to a printer: TCP, USB printer device, serial line, file. One URL-like setting each."""
