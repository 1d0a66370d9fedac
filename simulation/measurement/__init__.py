"""What is measured, how is it defined, and who writes it down week by week?"""
