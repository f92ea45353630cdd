#include <signal.h>

#include "cli_priv.h"

int main(int argc, char **argv)
{
    /* A reader that leaves and a file that may not grow are seen as failed writes, not as our death. */
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
    i18n_start();
    return cli_run(argc, argv);
}
