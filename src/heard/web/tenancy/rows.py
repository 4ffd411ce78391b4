"""The migration step that puts a table under row-level security on PostgreSQL; elsewhere it does nothing."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

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
