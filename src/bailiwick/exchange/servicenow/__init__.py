"""Reading an incident log exported from ServiceNow's audit trail (clause 8.6.1); no database in here.

The format is that of the "Incident management process enriched event log" (Amaral, Fantinato, Peres, 2018;
UCI Machine Learning Repository, CC BY 4.0): one row per update of an incident, 36 columns.
`survey.survey_log` is the dry run, `histories.read_histories` what an import walks over.
"""
