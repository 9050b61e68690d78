#include "core/ssh/private_key.h"

#include "core/base/files.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QFile>

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace outcrop {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::PrivateKey)
};

constexpr int mostPassphrases = 3;

SshKey importPublic(const QString &file)
{
    ssh_key key = nullptr;
    ssh_pki_import_pubkey_file(QFile::encodeName(file).constData(), &key);
    return SshKey(key);
}

bool needsDevice(const QString &file)
{
    const SshKey key = publicKeyOf(file);
    const ssh_keytypes_e type = key ? ssh_key_type(key.get()) : SSH_KEYTYPE_UNKNOWN;
    return type == SSH_KEYTYPE_SK_ECDSA || type == SSH_KEYTYPE_SK_ED25519;
}

Result<> checkKeyFile(const QString &file)
{
    const Result<QByteArray> content = readFile(file, 1 << 20);
    if (!content)
        return failure(content.error());
    struct stat status
    {
    };
    if (::stat(QFile::encodeName(file).constData(), &status) == 0 && (status.st_mode & 077) != 0)
        return failure(ErrorKind::Denied,
                       Tr::tr("The key %1 may be read by others, so it is not used; make it yours "
                              "alone (chmod 600).")
                           .arg(plainLine(file)));
    if (needsDevice(file))
        return failure(ErrorKind::InvalidInput,
                       Tr::tr("The key %1 lives in a device (FIDO); only the system's ssh can use "
                              "it, which is tried first where %1.pub lies beside it.")
                           .arg(plainLine(file)));
    return {};
}

// Gives the answer to the library, which asks once for each import.
struct Answer
{
    const AskPassphrase &ask;
    int attempt = 1;
    bool wasAsked = false, wasAnswered = false;
};

int giveAnswer(const char *, char *buffer, size_t size, int, int, void *data)
{
    auto &answer = *static_cast<Answer *>(data);
    answer.wasAsked = true;
    const std::optional<Secret> secret = answer.ask(answer.attempt);
    const std::size_t length = secret ? std::strlen(secret->text()) : 0;
    if (!secret || length >= size)
        return -1;
    answer.wasAnswered = true;
    std::memcpy(buffer, secret->text(), length + 1);
    return 0;
}

} // namespace

SshKey publicKeyOf(const QString &file)
{
    SshKey key = importPublic(file + QLatin1String(".pub"));
    return key ? std::move(key) : importPublic(file);
}

QByteArray blobOf(const SshKey &key)
{
    char *base64 = nullptr;
    QByteArray blob;
    if (key && ssh_pki_export_pubkey_base64(key.get(), &base64) == SSH_OK)
        blob = QByteArray::fromBase64(base64);
    ssh_string_free_char(base64);
    return blob;
}

Result<SshKey> openPrivateKey(const QString &file, const AskPassphrase &ask)
{
    if (Result<> checked = checkKeyFile(file); !checked)
        return failure(checked.error());
    Answer answer{ask};
    for (; answer.attempt <= mostPassphrases; ++answer.attempt) {
        answer.wasAnswered = false;
        ssh_key key = nullptr;
        const int code = ssh_pki_import_privkey_file(QFile::encodeName(file).constData(), nullptr,
                                                     giveAnswer, &answer, &key);
        if (code == SSH_OK)
            return SshKey(key);
        if (!answer.wasAsked)
            return failure(ErrorKind::InvalidInput,
                           Tr::tr("The key %1 cannot be read; the SSH library does not know its "
                                  "format or type.")
                               .arg(plainLine(file)));
        if (!answer.wasAnswered)
            return failure(ErrorKind::NeedsLogin,
                           Tr::tr("The key %1 needs its passphrase.").arg(plainLine(file)));
    }
    return failure(ErrorKind::NeedsLogin,
                   Tr::tr("The passphrase of the key %1 was wrong.").arg(plainLine(file)));
}

} // namespace outcrop
