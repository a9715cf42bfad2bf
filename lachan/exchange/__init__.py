"""What leaves the installation: public releases of figures, made safe, approved by two and kept in a register."""
