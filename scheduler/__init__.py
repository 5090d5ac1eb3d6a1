"""afterschool: plan, audit and draw a school week of after-school service."""
