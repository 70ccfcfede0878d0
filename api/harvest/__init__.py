"""What other catalogues take in: DCAT-AP, VoID, the service description, views of an agency.

Every function here takes a release and returns triples or text. There are no blank nodes, and
nothing is read from the clock of a request: dates are those of the publication.
"""
