"""The migration step that puts a table under row-level security on PostgreSQL; elsewhere it does nothing."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# Asked once a query, not once a row: it names no column of the table it guards.
OF_THE_TEAM = (
    "EXISTS (SELECT 1 FROM people_user WHERE id = nullif(current_setting('heard.programme', true), '')::bigint "
    "AND is_programme AND is_active)"
)
OWN_COUNCIL = "council_id = current_setting('heard.council', true)"


class ProtectRows(Operation):
    """Only rows of the council entered can be read or written. `also_seen`: SQL for rows that may be read besides.

    FORCE: the tables' owner is bound by it too. Where no council is set the setting is NULL and no row matches.
    """

    reversible = True

    def __init__(self, model: str, also_seen: str = "") -> None:
        self.model = model
        self.also_seen = also_seen

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Switch the rule on."""
        if schema_editor.connection.vendor != "postgresql":
            return
        table = schema_editor.quote_name(to_state.apps.get_model(app_label, self.model)._meta.db_table)
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(
            f"CREATE POLICY own_council ON {table} USING ({OWN_COUNCIL}) WITH CHECK ({OWN_COUNCIL})"
        )
        if self.also_seen:
            schema_editor.execute(f"CREATE POLICY also_seen ON {table} FOR SELECT USING ({self.also_seen})")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Switch it off again."""
        if schema_editor.connection.vendor != "postgresql":
            return
        table = schema_editor.quote_name(to_state.apps.get_model(app_label, self.model)._meta.db_table)
        schema_editor.execute(f"DROP POLICY IF EXISTS also_seen ON {table}")
        schema_editor.execute(f"DROP POLICY IF EXISTS own_council ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        """For `heard manage migrate`."""
        return f"Let {self.model} be reached by its own council only"


class ShowAcross(Operation):
    """A view that shows the programme team some columns of every council, and the rules that let it read their rows.

    The view belongs to the owner of the tables, and the rules are for that owner alone: the site's own role still
    sees one council's rows of the tables themselves, and of the others no more than the view's columns. The rules are
    for reading. Where the site's role owns its tables (a council's laptop) the rules hold by row, not by column.
    Elsewhere than on PostgreSQL there is neither view nor rule.
    """

    reversible = True

    def __init__(self, view: str, query: str, tables: Sequence[str]) -> None:
        self.view, self.query, self.tables = view, query, tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Rules, then the view."""
        if schema_editor.connection.vendor != "postgresql":
            return
        for table in self.tables:
            schema_editor.execute(
                f"CREATE POLICY {self.view} ON {table} FOR SELECT TO CURRENT_USER USING ({OF_THE_TEAM})"
            )
        schema_editor.execute(f"CREATE VIEW {self.view} AS {self.query}")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """The view, then the rules."""
        if schema_editor.connection.vendor != "postgresql":
            return
        schema_editor.execute(f"DROP VIEW IF EXISTS {self.view}")
        for table in self.tables:
            schema_editor.execute(f"DROP POLICY IF EXISTS {self.view} ON {table}")

    def describe(self) -> str:
        """For `heard manage migrate`."""
        return f"Let the programme team read {self.view}"
