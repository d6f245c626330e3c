"""Call keypads and LED strips at windows, on serial lines or TCP, as clients of the API."""
