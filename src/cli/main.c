#include <signal.h>

#include "cli_priv.h"

int main(int argc, char **argv)
{
    /* A reader that leaves is seen as a failed write, not as our death. */
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    sigaction(SIGPIPE, &ignore, NULL);
    i18n_start();
    return cli_run(argc, argv);
}
