package dev.vcond.cli;

import picocli.CommandLine.Command;

/** Everything about dead letters is a subcommand of it. */
@Command(
    name = "dlq",
    description = {
      "Looks at dead letters, puts them back or drops them.",
      "",
      "A dead letter is an id whose run failed; it waits on DLQ:LIST until somebody replays it."
          + " LIST is the ingress list."
    },
    subcommands = {
      DlqListCommand.class,
      DlqCountCommand.class,
      DlqShowCommand.class,
      DlqReplayCommand.class,
      DlqDropCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond dlq list",
      "  vcond dlq count default --by reason,step",
      "  vcond dlq replay default --all"
    },
    mixinStandardHelpOptions = true)
final class DlqCommand {}
