#include "widgets/code/code_colors.h"

#include <QFileInfo>

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>
#include <optional>

namespace outcrop {

namespace {

using KSyntaxHighlighting::Theme;

std::optional<CodeRole> roleOf(Theme::TextStyle style)
{
    switch (style) {
    case Theme::Keyword:
    case Theme::ControlFlow:
    case Theme::Import:
    case Theme::Preprocessor:
    case Theme::Constant:
    case Theme::DataType:
        return CodeRole::Keyword;
    case Theme::Char:
    case Theme::String:
    case Theme::VerbatimString:
    case Theme::SpecialString:
    case Theme::SpecialChar:
        return CodeRole::String;
    case Theme::DecVal:
    case Theme::BaseN:
    case Theme::Float:
        return CodeRole::Number;
    case Theme::Comment:
    case Theme::Documentation:
    case Theme::Annotation:
        return CodeRole::Comment;
    default:
        return {};
    }
}

// The library knows `.py`, `.yaml`, `.json`; these are the same under other names.
QString knownName(const QString &fileName)
{
    const QString name = QFileInfo(fileName).fileName();
    if (name.endsWith(QLatin1String(".outcrop")))
        return QStringLiteral("pipeline.yaml");
    if (name.endsWith(QLatin1String(".ipynb")))
        return QStringLiteral("notebook.json");
    return name;
}

} // namespace

QColor colorOf(CodeRole role, const outcrop::Theme &theme)
{
    switch (role) {
    case CodeRole::Keyword:
        return theme.keyword;
    case CodeRole::String:
        return theme.string;
    case CodeRole::Number:
        return theme.number;
    case CodeRole::Comment:
        return theme.comment;
    }
    return theme.text;
}

class CodeColors::Reader : KSyntaxHighlighting::AbstractHighlighter
{
public:
    QVector<ColoredLine> read(const QString &fileName, const QString &text)
    {
        const auto language = m_repository.definitionForFileName(knownName(fileName));
        const QStringList lines = text.split(QLatin1Char('\n'));
        QVector<ColoredLine> result(lines.size());
        if (!language.isValid())
            return result;
        setDefinition(language);
        KSyntaxHighlighting::State state;
        for (int i = 0; i < lines.size(); ++i) {
            m_line = &result[i];
            state = highlightLine(QStringView(lines[i]), state);
        }
        return result;
    }

private:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        if (const auto role = roleOf(format.textStyle()); role && length > 0)
            m_line->append({offset, length, *role});
    }

    KSyntaxHighlighting::Repository m_repository;
    ColoredLine *m_line = nullptr;
};

CodeColors::CodeColors() = default;
CodeColors::~CodeColors() = default;

QVector<ColoredLine> CodeColors::read(const QString &fileName, const QString &text)
{
    if (!m_reader)
        m_reader = std::make_unique<Reader>();
    return m_reader->read(fileName, text);
}

} // namespace outcrop
