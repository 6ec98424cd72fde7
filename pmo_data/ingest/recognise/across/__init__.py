"""Tables that go on to the right: periods, marks, people, projects or milestones as columns instead of fields."""
