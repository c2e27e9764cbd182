"""The pages of one account: what stands behind each tab of its screen."""
