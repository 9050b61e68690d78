#include "core/hosts/host_programs.h"

#include "core/base/hash.h"
#include "core/hosts/shell_text.h"
#include "core/resources/resource.h"

#include <QString>

#include <array>

namespace outcrop {

namespace {

constexpr std::array names{
    "activate.sh", "attempt.sh", "cancel.sh", "collect.py", "environment.py", "environments.sh",
    "follow.sh",   "job.sh",     "launch.py", "login.sh",   "remove.sh",      "requirements.py",
    "runner.sh",   "salvage.sh", "stage.sh",  "start.sh",   "status.sh",      "unpack.py"};

QByteArray program(const char *name)
{
    return resource(QLatin1String("host/") + QLatin1String(name));
}

} // namespace

QByteArray hostProgramsVersion()
{
    Sha256 digest;
    for (const char *name : names) {
        const QByteArray content = program(name);
        digest.add(QByteArray(name) + ' ' + QByteArray::number(content.size()) + '\n' + content);
    }
    return digest.hex();
}

QByteArray prepareScript(const QByteArray &base)
{
    return "base=" + shellWord(base) + "\nversion=" + hostProgramsVersion() + '\n'
           + program("prepare.sh");
}

QByteArray installScript(const QByteArray &base)
{
    const QByteArray nonce = freshNonce();
    QByteArray script = "umask 077\ncd -- " + shellWord(base) + "/runner && mkdir new." + nonce
                        + " && cd new." + nonce + " || exit 30\n";
    for (const char *name : names) // Each ends with a newline, as a here-document does.
        script += QByteArray("cat > ") + name + " << '" + nonce + "' || exit 30\n" + program(name)
                  + nonce + '\n';
    // After a power cut the folder must not be there with empty files.
    // Whoever comes second of two at once moves its folder into the other's.
    script += "sync ./* 2>/dev/null || sync\ncd ..\nversion=" + hostProgramsVersion()
              + "\n[ -d $version ] || mv new." + nonce + " $version\nrm -rf new." + nonce
              + " $version/new." + nonce + "\n[ -f $version/runner.sh ]\n";
    return script;
}

} // namespace outcrop
