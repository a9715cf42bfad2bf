"""Tips about trafficking (nguồn tin về tội phạm): received, forwarded, classified, verified, resolved."""
