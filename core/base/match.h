#pragma once

namespace outcrop {

// One function object of several: what std::visit() takes, a lambda for each alternative.
template<class... Cases>
struct Match : Cases...
{
    using Cases::operator()...;
};

// Clang before 17 does not deduce it for an aggregate.
template<class... Cases>
Match(Cases...) -> Match<Cases...>;

} // namespace outcrop
