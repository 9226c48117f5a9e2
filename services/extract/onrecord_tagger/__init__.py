"""What training and use of the attribution model share: pieces, windows, labels, decoding and reading.

It imports nothing of onrecord, and runs on Python 3.11 too, with which the model is trained.
"""
