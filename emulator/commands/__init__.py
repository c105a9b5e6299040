"""What the command does that is more than to start the server, one module for each subcommand."""
