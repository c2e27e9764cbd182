"""The command `kae-sim`: one file per group of commands, each loaded when it is needed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click

from kae_sim import __version__
from kae_sim.cli.faults import INTERRUPTED, advice, note_fault, plain_lines, unprinted
from kae_sim.errors import KaeError

# Each command's module and name; the order is that of the help. Modules import their rooms only inside functions.
COMMANDS = {
    "play": "kae_sim.cli.play:play",
    "resume": "kae_sim.cli.play:resume",
    "autoplay": "kae_sim.cli.autoplay:autoplay",
    "replay": "kae_sim.cli.replay:replay",
    "debrief": "kae_sim.cli.debrief:debrief",
    "runs": "kae_sim.cli.runs:runs",
    "scores": "kae_sim.cli.scores:scores",
    "scenario": "kae_sim.cli.scenario:scenario",
    "calibrate": "kae_sim.cli.calibrate:calibrate",
    "host": "kae_sim.cli.host:host",
    "bench": "kae_sim.cli.bench:bench",
}


class _Lazy(click.Group):
    """A group that knows its commands by name and imports one when somebody asks for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(
    cls=_Lazy,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: kae-sim play two-week-promise --name Ann",
)
@click.version_option(__version__, prog_name="kae-sim")
@click.pass_context
def kae_sim(context: click.Context) -> None:
    """A training game for key account managers. Without a command: continue or begin a game."""
    if context.invoked_subcommand is None:
        from kae_sim.cli.play import at_home

        at_home()


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status; whatever happens, no traceback."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows ? and goes on
    if sys.stdout is None:  # what Python makes of a closed one
        return _refuse("There is nowhere to print: the standard output is closed.")
    try:
        return _status(arguments)
    except OSError as error:
        if error.filename is not None:  # a file of ours, which should have had a better sentence
            return _refuse(note_fault(error), error)
        return _refuse(unprinted(error), error)


def _status(arguments: Sequence[str]) -> int:
    try:
        status = kae_sim.main(list(arguments), prog_name="kae-sim", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort as error:  # how click hands on the interrupt key
        _tell(advice(error.__cause__))
        return INTERRUPTED
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "kae-sim"
        _tell([*plain_lines(error.format_message()), f"{where} --help shows how it is used."])
        return error.exit_code
    except KaeError as error:
        return _refuse(str(error), error)
    except SystemExit as leaving:  # also how click ends when whoever read our output has left
        return leaving.code if isinstance(leaving.code, int) else 1
    except OSError:
        raise
    except Exception as error:
        return _refuse(note_fault(error), error)
    return status if isinstance(status, int) else 0


def _refuse(message: str, error: BaseException | None = None) -> int:
    _tell([*plain_lines(message), *advice(error)])
    return 1


def _tell(lines: Sequence[str]) -> None:
    with suppress(OSError):  # who reads no complaints can be told nothing
        for line in lines:
            click.echo(line, err=True)
