"""Official reports: built from frozen figures in the layout of Decree 30/2020, hashed, corrected by versions."""
