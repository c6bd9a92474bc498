"""What all paged containers (PDF, OFD, scans) share: rulings to grids, print to lines and paragraphs, page breaks."""
