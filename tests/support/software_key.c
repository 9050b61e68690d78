/* A security key (FIDO) without a device, for tests: what OpenSSH loads as SecurityKeyProvider.
 * https://github.com/openssh/openssh-portable/blob/V_9_2/PROTOCOL.u2f describes the interface.
 *
 * Makes and uses ed25519-sk keys. Its handle holds the private half, so it protects nothing. What
 * its person does is in the environment, OUTCROP_SOFTWARE_KEY: absent, a touch; "untouched", none;
 * "late", a touch after three seconds; "pin", a touch, but the PIN 1234 must be given. */
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { API_VERSION = 0x000a0000, ED25519 = 1 };
enum { GENERAL = -1, UNSUPPORTED = -2, PIN_REQUIRED = -3 };
enum { USER_IS_PRESENT = 1, USER_IS_VERIFIED = 4 };
enum { KEY_LENGTH = 32, SIGNATURE_LENGTH = 64, COUNTER_LENGTH = 4 };

struct sk_option;
struct sk_resident_key;

struct sk_enroll_response {
    uint8_t flags;
    uint8_t *public_key;
    size_t public_key_len;
    uint8_t *key_handle;
    size_t key_handle_len;
    uint8_t *signature;
    size_t signature_len;
    uint8_t *attestation_cert;
    size_t attestation_cert_len;
    uint8_t *authdata;
    size_t authdata_len;
};

struct sk_sign_response {
    uint8_t flags;
    uint32_t counter;
    uint8_t *sig_r;
    size_t sig_r_len;
    uint8_t *sig_s;
    size_t sig_s_len;
};

static int person_does(const char *what)
{
    const char *does = getenv("OUTCROP_SOFTWARE_KEY");
    return does && strcmp(does, what) == 0;
}

/* What its person lets it do: 0 or an error. */
static int consent(const char *pin)
{
    if (person_does("late"))
        sleep(3);
    if (person_does("untouched"))
        return GENERAL;
    if (person_does("pin") && (!pin || strcmp(pin, "1234") != 0))
        return PIN_REQUIRED;
    return 0;
}

uint32_t sk_api_version(void)
{
    return API_VERSION;
}

/* The caller frees every part of it. */
int sk_enroll(uint32_t algorithm, const uint8_t *challenge, size_t challenge_length,
              const char *application, uint8_t flags, const char *pin, struct sk_option **options,
              struct sk_enroll_response **made)
{
    (void)challenge, (void)challenge_length, (void)application, (void)pin, (void)options;
    if (algorithm != ED25519)
        return UNSUPPORTED;
    size_t public_length = KEY_LENGTH, private_length = KEY_LENGTH;
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    struct sk_enroll_response *response = calloc(1, sizeof *response);
    response->flags = flags;
    response->public_key = calloc(1, KEY_LENGTH);
    response->public_key_len = KEY_LENGTH;
    response->key_handle = calloc(1, KEY_LENGTH);
    response->key_handle_len = KEY_LENGTH;
    response->signature = calloc(1, SIGNATURE_LENGTH); /* Of an attestation that nobody looks at. */
    response->signature_len = SIGNATURE_LENGTH;
    EVP_PKEY_get_raw_public_key(key, response->public_key, &public_length);
    EVP_PKEY_get_raw_private_key(key, response->key_handle, &private_length);
    EVP_PKEY_free(key);
    *made = response;
    return 0;
}

static int sign(const uint8_t *handle, const uint8_t *text, size_t length, uint8_t *signature)
{
    size_t written = SIGNATURE_LENGTH;
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, handle, KEY_LENGTH);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int is_signed = EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1
                    && EVP_DigestSign(context, signature, &written, text, length) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return is_signed;
}

/* What is signed: the hash of the application, flags, a counter and the hash of the message. */
int sk_sign(uint32_t algorithm, const uint8_t *message, size_t message_length,
            const char *application, const uint8_t *handle, size_t handle_length, uint8_t flags,
            const char *pin, struct sk_option **options, struct sk_sign_response **made)
{
    (void)options;
    if (algorithm != ED25519 || handle_length != KEY_LENGTH)
        return UNSUPPORTED;
    int refusal = consent(pin);
    if (refusal != 0)
        return refusal;
    uint8_t text[SHA256_DIGEST_LENGTH + 1 + COUNTER_LENGTH + SHA256_DIGEST_LENGTH] = {0};
    uint8_t *rest = text + SHA256_DIGEST_LENGTH;
    struct sk_sign_response *response = calloc(1, sizeof *response);
    response->flags = flags & (USER_IS_PRESENT | USER_IS_VERIFIED);
    response->sig_r = calloc(1, SIGNATURE_LENGTH);
    response->sig_r_len = SIGNATURE_LENGTH;
    SHA256((const uint8_t *)application, strlen(application), text);
    rest[0] = response->flags;
    SHA256(message, message_length, rest + 1 + COUNTER_LENGTH); /* The counter stays 0. */
    *made = response;
    return sign(handle, text, sizeof text, response->sig_r) ? 0 : GENERAL;
}

int sk_load_resident_keys(const char *pin, struct sk_option **options,
                          struct sk_resident_key ***keys, size_t *count)
{
    (void)pin, (void)options;
    *keys = NULL;
    *count = 0;
    return UNSUPPORTED;
}
