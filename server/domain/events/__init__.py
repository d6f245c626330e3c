"""What can happen in a hall: one frozen class for each type of journal entry."""
