"""ISO/IEC 20000-1:2018 as a catalogue of requirements in own words."""
