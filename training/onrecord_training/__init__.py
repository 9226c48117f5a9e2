"""How the attribution model of onrecord is made: corpus, training, evaluation, export."""
