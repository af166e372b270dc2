"""Every sentence that people read in both faces and the commands, by part of the job."""
