"""What each command of `tracker` does; `tracker.cli` names them."""
