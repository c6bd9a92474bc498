"""The tree of errors that a person is told. Whatever else is raised is a fault of the program and shows itself.

XxgkError                     one line for a person, and the exit code of the command
├── DataError                 a file of data, shipped or named by an option: which file, which line, what is wrong
│   ├── RegistryError         agencies, regions, sources, hosts           schema.regions
│   ├── SchemaError           forms, crosswalk, rules between reports     schema.forms
│   ├── EquationError         an equation of a form                       schema.equations
│   ├── CorrectionError       known misprints                             schema.corrections
│   ├── ReadingError          what people read                            schema.readings
│   ├── SettingsError         settings of the crawl                       flows.crawl.settings
│   └── WithdrawalError       documents taken out for good                flows.release.withdrawn
├── Unreadable                a document: the reason of its quarantine    schema.document
├── ArchiveError              the raw bytes                               flows.crawl.kept.archive
├── PackedError               a packed file of the archive                flows.crawl.kept.packed
├── StorageError              a folder or bucket between machines         flows.storage
├── SpreadError               certificates for machines that read together  flows.spread.certificates
├── LedgerError               the crawl's own file                        flows.crawl.kept.ledger
├── AdapterError              a family of sites of another package        flows.crawl.finding.adapters
├── RegionError               a name that no region has                   flows.crawl.run.chosen
├── ColumnError               a column that no search found               flows.crawl.run.growth
├── WarehouseError            the DuckDB files, and questions to them     flows.warehouse.warehouse
│   ├── DamagedError          a DuckDB file that is none, or not whole    flows.warehouse.warehouse
│   ├── BusyError             another process has the files in its hands  flows.warehouse.warehouse
│   └── AuditFailed           a release that its audits kept back         flows.release.publish
├── NightError                a night that did not end well, with its morning  flows.morning.after
├── PoolError                 the processes that read                     flows.reading.pool
├── SiteError                 the folder of the explorer                  flows.site.folder
├── ReviewError               an answer that is asked for no more         flows.review.answering
├── BackupError               a backup that cannot be made                flows.jobs.backup
├── UnlikeError               a worker that would read otherwise            flows.spread.at_work
└── PrefectError              Prefect, and the server that records the flows  flows.scheduled.server

Each class stands in the module that raises it. `flows.telling` is the one place where an error becomes a line and an
exit code; a message therefore says what is wrong, where, and the way out, and is fit to be shown as it is.
"""

from __future__ import annotations


class XxgkError(Exception):
    """What a person can mend. `exit_code`: that of a command which ends with it."""

    exit_code = 1


class DataError(XxgkError, ValueError):
    """A file of data that cannot be used; the message names file, line or entry, and what is wrong there."""
