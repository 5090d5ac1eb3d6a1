"""Benchmark `mutation`: is every line of the judge and every row builder missed by a test when it is gone?"""
